"""What is downloaded: the columns of each spreadsheet."""
