"""HTTP and nothing else: read, call one act or one query, answer."""
