"""What the people who keep the guide get: checks, templates, ways in and out."""
