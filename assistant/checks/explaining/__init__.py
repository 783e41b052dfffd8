"""What may have caused a finding, and which findings are one."""
