package sqlite

const vfs = "win32"

// syncDirs has nothing to do: Windows journals directory entries and cannot sync them.
func syncDirs(string) error { return nil }
