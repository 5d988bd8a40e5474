internal import ConnectorStore
internal import Foundation

/// Finds out what is wrong with a path before SQLite does, in words that say what to do.
enum StorePath {
    /// Checks that a store can be opened or created at a path, without opening the file: SQLite's locks would end with
    /// the first descriptor of it that is closed.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` if it cannot.
    static func check(_ path: String) throws(StoreError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .unavailable("The path of the store is empty or holds U+0000; name a file")
        }
        let folder = folder(of: path)
        switch kind(of: folder) {
        case .folder: break
        case .missing: throw .unavailable("The folder \(folder) of the store \(path) is missing; create it first")
        case .other: throw .unavailable("\(folder) is no folder, so there can be no store \(path) in it")
        case .unreachable(let reason): throw .unavailable("The folder \(folder) cannot be reached: \(reason)")
        }
        switch kind(of: path) {
        case .folder: throw .unavailable("\(path) is a folder; name a file in it for the store")
        case .unreachable(let reason): throw .unavailable("The store \(path) cannot be reached: \(reason)")
        case .other where !isWritable(path):
            throw .unavailable("The store \(path) is read-only for this user; give the right to write it")
        case .other, .missing: break
        }
        guard isWritable(folder) else {
            throw .unavailable(
                "The folder \(folder) is read-only for this user, and the store \(path) needs files beside it; give "
                    + "the right to write it"
            )
        }
    }

    private enum Kind {
        case missing
        case folder
        case other
        case unreachable(String)
    }

    private static func kind(of path: String) -> Kind {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return unsafe errno == ENOENT ? .missing : .unreachable(String(cString: strerror(errno)))
        }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
    }

    private static func isWritable(_ path: String) -> Bool {
        unsafe faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
