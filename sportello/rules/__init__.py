"""What law and regolamento ask: pure functions that answer with reasons and articles."""
