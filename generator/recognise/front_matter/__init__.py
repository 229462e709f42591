"""What stands above the text: agencies, number, date, type, subject, addressees."""
