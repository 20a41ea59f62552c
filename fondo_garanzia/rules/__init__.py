"""What the law and the regolamento say of the fund: pure functions, amounts in euro."""
