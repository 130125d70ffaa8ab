"""The command line, one file a subject: each command gives back the lines it says."""
