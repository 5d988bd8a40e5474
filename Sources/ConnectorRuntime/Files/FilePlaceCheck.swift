public import ConnectorKit

/// Probes a place for files: each folder is listed, and a file is written, renamed and removed where the runtime has to.
public struct FilePlaceCheck: Sendable {
    private let place: FilePlace
    private let reads: Bool
    private let writes: Bool

    /// Prepares the check of a system; `nil` if it exchanges no files.
    ///
    /// - Parameters:
    ///   - system: The system; nothing is written for it unless a flow delivers to it.
    ///   - settings: The flows.
    public init?(_ system: ConfiguredSystem, in settings: RuntimeSettings) {
        guard let place = system.files else { return nil }
        self.place = place
        reads = system.connector is any FileSource
        let isTarget = settings.flows.contains { $0.allTargets.contains(system.name) }
        writes = isTarget && system.connector is any FileSink
    }

    /// Looks at each folder; what it writes it removes.
    ///
    /// - Returns: What was found, one line a folder.
    public func findings() async -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if reads {
            findings.append(await finding(place.folders.incoming, "files can be listed and moved away", makes: false))
            for folder in [place.folders.claimed, place.folders.processed, place.folders.rejected] {
                findings.append(await finding(folder, "files can be moved here", makes: true))
            }
        }
        if writes { findings.append(await finding(place.folders.outgoing, "files can be written", makes: false)) }
        return findings
    }

    private func finding(_ folder: String, _ passed: String, makes: Bool) async -> CheckFinding {
        do throws(FileTransportError) {
            if makes { try await place.transport.makeFolder(folder) }
            _ = try await place.transport.list(folder)
            try await place.probe(from: folder, to: folder)
            return CheckFinding(.passed, "\(place.name): \(folder): \(passed)")
        } catch {
            return CheckFinding(.failed, "\(error)")
        }
    }
}
