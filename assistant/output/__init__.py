"""Word, Excel, HTML and JSON out of packs, reports and drafts."""
