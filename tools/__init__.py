"""What makes, checks and shows the project. Nothing here is installed."""
