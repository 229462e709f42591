"""Excel workbooks become a flow."""
