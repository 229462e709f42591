"""Step 1 of the path of a document, from other files: docx, xlsx, pdf and text become a flow, a flow a plan (layer 2)."""
