"""PDF files with text become a flow."""
