"""What people leave behind, masked and bounded."""
