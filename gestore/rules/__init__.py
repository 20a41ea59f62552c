"""What law and regolamento ask of homes, leases and rents: pure functions that answer with reasons and articles."""
