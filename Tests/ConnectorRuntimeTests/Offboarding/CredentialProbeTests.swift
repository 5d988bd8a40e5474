import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Governance
import Testing

/// What a system's answer says of the credential that it was shown.
struct CredentialProbeTests {
    /// How a check may end, and what that comes to.
    enum Ending: Sendable {
        case finds([CheckFinding])
        case fails(ConnectorError)
    }

    @Test(arguments: [
        (Ending.fails(.unauthorized(endpoint: "GET /", reason: "401")), CredentialAnswer.Result.refused),
        (.finds([CheckFinding(.failed, "void", credentials: .refused)]), .refused),
        (.finds([CheckFinding(.passed, "answers"), CheckFinding(.failed, "void", credentials: .refused)]), .refused),
        (.finds([CheckFinding(.passed, "logged in")]), .accepted), (.finds([]), .accepted),
        (.finds([CheckFinding(.warning, "ends soon")]), .accepted),
        // Whoever may do nothing was let in all the same.
        (
            .finds([CheckFinding(.passed, "logged in", credentials: .accepted), CheckFinding(.failed, "no right")]),
            .accepted
        ),
        (.finds([CheckFinding(.failed, "no such host")]), .unknown),
        (.fails(.forbidden(endpoint: "GET /", reason: "403")), .unknown),
        (.fails(.unavailable(endpoint: "GET /", reason: "503", retryAfter: nil)), .unknown),
        (.fails(.unexpectedAnswer(endpoint: "GET /", reason: "HTML")), .unknown),
        (.fails(.neverSent(NoteSink.lost)), .unknown), (.fails(.outcomeUnknown(NoteSink.lost)), .unknown),
        (.fails(.connectorFailed(system: "ledger", reason: "crashed")), .unknown), (.fails(.cancelled), .unknown),
    ])
    func onlyARefusalOfTheCredentialIsOne(_ ending: Ending, _ result: CredentialAnswer.Result) async throws {
        let system = ConfiguredSystem(name: "ledger", connector: Door(ending: ending), pollInterval: .seconds(60))
        let now = Instant(seconds: 1_770_000_000)
        let answer = await CredentialProbe(system, by: .connector).ask(at: now)
        #expect(answer.result == result && answer.at == now && !answer.detail.isEmpty)
    }

    @Test(
        arguments: [
            (nil, CredentialAnswer.Result.accepted), (.unauthorized, .refused), (.unavailable, .unknown),
            (.wrongHost, .unknown), (.missing, .unknown),
        ] as [(FileTransportError.Reason?, CredentialAnswer.Result)]
    )
    func aServerForFilesSaysSoItself(_ reason: FileTransportError.Reason?, _ result: CredentialAnswer.Result) async {
        let place = FilePlace(transport: Server(reason: reason), name: "sftp://x.example/kst", spool: "/nowhere")
        let door = Door(ending: .finds([]))
        let system = ConfiguredSystem(name: "drop", connector: door, schedule: .every(.seconds(60)), files: place)
        let answer = await CredentialProbe(system, by: .files).ask(at: Instant(seconds: 0))
        #expect(answer.result == result)
    }

    /// A connector whose check ends as a test wants it to.
    struct Door: Connector {
        static let manifest = ConnectorManifest(
            id: "door",
            version: "1.0.0",
            summary: "A door for tests.",
            configuration: [],
            wireVersions: []
        )

        let ending: Ending

        init(ending: Ending) { self.ending = ending }

        init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
            self.init(ending: .finds([]))
        }

        func check() async throws(ConnectorError) -> [CheckFinding] {
            switch ending {
            case .finds(let findings): return findings
            case .fails(let error): throw error
            }
        }
    }

    /// A server that lets nobody in, or everybody.
    struct Server: FileTransport {
        let reason: FileTransportError.Reason?

        func list(_ folder: String) async throws(FileTransportError) -> [FileEntry] {
            if let reason { throw FileTransportError(reason, place: "sftp://x.example", detail: "no") }
            return []
        }

        func read(
            _ path: String,
            limit: Int64,
            into take: @Sendable ([UInt8]) async -> Bool
        ) async throws(FileTransportError) {}
        func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError) {}
        func rename(_ path: String, to newPath: String) async throws(FileTransportError) {}
        func remove(_ path: String) async throws(FileTransportError) {}
        func makeFolder(_ path: String) async throws(FileTransportError) {}
    }
}
