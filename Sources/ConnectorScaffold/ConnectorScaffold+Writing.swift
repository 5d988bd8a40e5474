public import Foundation

extension ConnectorScaffold {
    /// Writes all files, and in the repository the lines that they need.
    ///
    /// - Parameter folder: The repository's folder, or that of the new package, which need not exist.
    /// - Returns: The paths of what was written or changed, below the folder.
    /// - Throws: ``ScaffoldError`` if anything is there already or cannot be written; nothing was written then, unless the
    ///   disk failed on the way.
    public func write(to folder: URL) throws(ScaffoldError) -> [String] {
        for path in newPaths {
            let place = folder.appendingPathComponent(path)
            guard !FileManager.default.fileExists(atPath: place.path) else {
                throw ScaffoldError("\(place.path) is there already: choose another name or place; nothing was written")
            }
        }
        var changed: [File] = []
        if place == .repository {
            changed = try RepositoryLines(scaffold: self).edited { path in
                try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            }
        }
        for file in files + changed {
            let place = folder.appendingPathComponent(file.path)
            do {
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(file.text.utf8).write(to: place, options: .atomic)
            } catch {
                throw ScaffoldError("\(place.path) cannot be written: \(error.localizedDescription)")
            }
        }
        return (files + changed).map(\.path)
    }

    /// What must not be there yet: each target's folder, or each file beside others.
    private var newPaths: Set<String> {
        Set(
            files.map { file in
                let parts = file.path.split(separator: "/")
                return parts.count > 1 ? parts.prefix(2).joined(separator: "/") : file.path
            }
        )
    }
}

extension ConnectorScaffold {
    /// What to type next, in the folder that was written to: the conformance list, then all tests.
    public var commands: [String] {
        let id = name.id
        switch place {
        case .repository:
            // The whole repository takes many minutes to build; these products do not.
            let simulator = isAsked ? ["swift build --product \(id)-simulator"] : []
            return simulator + ["swift run \(id)-conformance", "swift test --filter \(name.type)ConnectorTests"]
        case .package: return ["swift build && swift run \(id)-conformance", "swift test"]
        }
    }

    /// Whether Purlin is meant by an address, and not by a path.
    public static func isAddress(_ purlin: String) -> Bool {
        purlin.contains("://") || purlin.hasPrefix("git@")
    }

    /// Refuses an address that would be written down with a password.
    ///
    /// - Parameter address: The address of Purlin's repository.
    /// - Throws: ``ScaffoldError`` if a user or password is in it, other than the `git` of an address over SSH.
    public static func requireNoCredential(in address: String) throws(ScaffoldError) {
        let authority = address.split(separator: "://", maxSplits: 1).last?.prefix { $0 != "/" } ?? ""
        guard let mark = authority.lastIndex(of: "@"), authority[..<mark] != "git" else { return }
        throw ScaffoldError(
            "the address of --purlin has a user or password in it, which would stand in Package.swift: "
                + "give it without, and let git's credential helper know them"
        )
    }

    /// Purlin's repository.
    ///
    /// - Parameter folder: Where it should be.
    /// - Returns: The folder by its whole path.
    /// - Throws: ``ScaffoldError`` if it is not there.
    public static func repository(at folder: URL) throws(ScaffoldError) -> URL {
        let folder = folder.standardizedFileURL
        let manifest = try? String(contentsOf: folder.appendingPathComponent("Package.swift"), encoding: .utf8)
        guard manifest?.contains("name: \"ConnectorTesting\"") == true else {
            throw ScaffoldError(
                "\(folder.path) is not Purlin's repository: say with --purlin where it is, or its address"
            )
        }
        return folder
    }
}
