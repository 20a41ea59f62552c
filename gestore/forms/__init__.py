"""What is typed about homes, contracts and arrears."""
