"""What did the teacher hand in? Submission, Writing, Artifact, Attempt, Upload."""
