import ConnectorKit
import Foundation

/// The files on this machine that hold personal data in full, and are for the runtime's user alone.
struct PrivateFiles {
    private let files: [String]
    private let folders: [String]

    init(_ configuration: PurlinConfiguration) {
        let store = configuration.storePath
        files = ["", "-wal", "-shm"].map { store + $0 }
        folders = configuration.systems.compactMap { system in
            system.files?.spoolPath(of: system.name, storePath: store)
        }
    }

    /// A warning for each that others can read or write; what is not there yet is made as it has to be.
    func findings() -> [CheckFinding] {
        files.compactMap { finding($0, "600") } + folders.compactMap { finding($0, "700") }
    }

    private func finding(_ path: String, _ mode: String) -> CheckFinding? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
        let found = String(status.st_mode & 0o777, radix: 8)
        return CheckFinding(
            .warning,
            "\(path) holds personal data and is open to other users (\(found)): chmod \(mode) \(path)"
        )
    }
}
