"""What ``manage.py misura`` measures: our pages, Django admin's lists of the same rows, the budget three ways."""
