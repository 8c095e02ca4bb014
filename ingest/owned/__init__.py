"""What stands in the section of an initiative: labels with values, cells of forms, indicator lines."""
