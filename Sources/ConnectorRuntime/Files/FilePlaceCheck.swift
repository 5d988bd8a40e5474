public import ConnectorKit
import ConstructionFlows

/// Probes a place for files: each folder is listed, and a file is written, renamed and removed where the runtime has to.
public struct FilePlaceCheck: Sendable {
    private let place: FilePlace
    private let reads: Bool
    private let writes: Bool
    /// What is wrong with files that no flow takes.
    private let untaken: [CheckFinding]

    /// Prepares the check of a system; `nil` if it exchanges no files.
    ///
    /// - Parameters:
    ///   - system: The system; nothing is written for it unless a flow delivers to it.
    ///   - settings: The flows.
    public init?(_ system: ConfiguredSystem, in settings: RuntimeSettings) {
        guard let place = system.files else { return nil }
        self.place = place
        reads = system.connector.fileSource != nil
        untaken = Self.untaken(of: system, at: place, in: settings)
        let isTarget = settings.flows.contains { $0.allTargets.contains(system.name) }
        writes = isTarget && system.connector.fileSink != nil
    }

    /// Looks at each folder; what it writes it removes.
    ///
    /// - Returns: What was found, one line a folder.
    public func findings() async -> [CheckFinding] {
        var findings = untaken
        if reads {
            findings.append(await finding(place.folders.incoming, "files can be listed and moved away", makes: false))
            for folder in [place.folders.claimed, place.folders.processed, place.folders.rejected] {
                findings.append(await finding(folder, "files can be moved here", makes: true))
            }
        }
        if writes { findings.append(await finding(place.folders.outgoing, "files can be written", makes: false)) }
        return findings
    }

    /// A kind of files without a taker stays in its folder, and nothing tells it later.
    private static func untaken(
        of system: ConfiguredSystem,
        at place: FilePlace,
        in settings: RuntimeSettings
    ) -> [CheckFinding] {
        let streams = system.connector.fileSource?.fileStreams ?? []
        return streams.map(\.stream).filter { settings.binding(of: $0, from: system.name) == nil }.map { stream in
            let takers = settings.flows.filter { $0.flow.consumes.contains(stream.object) }.map(\.name)
            let remedy =
                takers.isEmpty
                ? "configure a flow that takes \(stream.object)"
                : "name \(system.name) under 'from' of \(takers.joined(separator: " or "))"
            return CheckFinding(
                .warning,
                "no flow takes its \(stream.object) records (\(stream.name)), so such files stay in "
                    + "\(place.folders.incoming); \(remedy)"
            )
        }
    }

    private func finding(_ folder: String, _ passed: String, makes: Bool) async -> CheckFinding {
        do throws(FileTransportError) {
            if makes { try await place.transport.makeFolder(folder) }
            _ = try await place.transport.list(folder)
            try await place.probe(from: folder, to: folder)
            return CheckFinding(.passed, "\(place.name): \(folder): \(passed)")
        } catch  where error.reason == .missing && makes {
            // Only the place itself is never made.
            return CheckFinding(.warning, "\(error); the runtime makes this folder once the one above it is there")
        } catch  where error.reason == .missing {
            return CheckFinding(
                .failed,
                "\(error); create this folder: it is the other side's, and the runtime does not make it"
            )
        } catch {
            return CheckFinding(.failed, "\(error)")
        }
    }
}
