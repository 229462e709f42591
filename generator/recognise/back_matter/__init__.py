"""What stands below the text: recipients, the line "Lưu", signatures."""
