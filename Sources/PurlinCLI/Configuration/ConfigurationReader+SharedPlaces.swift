import ConnectorKit
import ConnectorRuntime
import Foundation

extension ConfigurationReader {
    /// Reports systems that would take each other's files, or keep theirs in one spool.
    ///
    /// - Parameters:
    ///   - values: The systems as they are written, by name.
    ///   - systems: Those that could be read.
    ///   - storePath: Where the store lies; `nil` if that is not known.
    func reportSharedPlaces(
        _ values: [(name: String, value: YAMLValue)],
        _ systems: [PurlinConfiguration.System],
        storePath: String?
    ) {
        var owners: [String: String] = [:]
        for (name, value) in values {
            guard let system = systems.first(where: { $0.name == name }), let files = system.files,
                let place = value.members().first(where: { $0.name == "files" })?.value
            else { continue }
            for (key, thing, advice) in uses(of: files, by: system, storePath: storePath) {
                guard let owner = owners.updateValue(name, forKey: thing), owner != name else { continue }
                let spelled = place.members().first { $0.name == key }?.value ?? place
                spelled.report("'\(owner)' \(advice)")
            }
        }
    }

    /// What only one system may have: the key that says so, what it is, and what to say of another owner.
    private func uses(
        of files: FilesConfiguration,
        by system: PurlinConfiguration.System,
        storePath: String?
    ) -> [(key: String, thing: String, advice: String)] {
        var uses: [(String, String, String)] = []
        if system.entry.capabilities.contains(.fileSource) {
            let address = files.reach.identity
            let (incoming, claimed) = (files.folders.incoming, files.folders.claimed)
            uses.append(
                (
                    "folders", Self.identity("\(address)/\(incoming)"),
                    "reads '\(incoming)' there too, and each file goes to one of them; give each its own folder"
                )
            )
            uses.append(
                (
                    "folders", Self.identity("\(address)/\(claimed)"),
                    "has '\(claimed)' there too, and would take what this one is reading; give each its own folder"
                )
            )
        }
        if let storePath {
            let path = files.spoolPath(of: system.name, storePath: storePath)
            let spool = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            uses.append(("spool", "spool " + spool, "has this spool too; give each its own, or leave 'spool' out"))
        }
        return uses
    }

    /// A path without what makes two spellings of one.
    private static func identity(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}

extension FilesConfiguration.Reach {
    /// What two addresses of one place have in common.
    ///
    /// Servers show each user a place of his own, so that one address with two users is two places.
    var identity: String {
        switch self {
        case .folder(let path): return "file:" + URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        case .server(let settings):
            guard var parts = URLComponents(string: settings.address) else {
                return "\(settings.user)@\(settings.address)"
            }
            let scheme = parts.scheme?.lowercased()
            parts.scheme = scheme
            parts.host = parts.host?.lowercased()
            parts.port = parts.port ?? (scheme == "sftp" ? 22 : 21)
            parts.user = settings.user
            return parts.string ?? "\(settings.user)@\(settings.address)"
        }
    }
}
