"""What people read: sentences, tables, workbook."""
