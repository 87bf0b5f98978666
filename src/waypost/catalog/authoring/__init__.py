"""Writing in the browser: what is asked (`fields`), how it is kept (`body`), how it becomes a
version (`blueprints`), and the verbs of those who write (`actions`)."""
