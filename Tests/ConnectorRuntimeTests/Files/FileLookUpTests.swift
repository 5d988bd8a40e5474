import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Testing

/// Looks up what became of a file whose connector renders it otherwise by now.
struct FileLookUpTests {
    @Test(arguments: [nil, "other-"], [true, false]) func aFileThatWasSentIsTold(
        asItWasSent prefix: String?,
        isTaken: Bool
    ) async throws {
        var zone = try DropZone()
        zone.files.after { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            if isTaken { files.take("outgoing/hello.csv") }
            let end = FileTransportError(.cancelled, place: "sftp://drop", detail: "the process ended")
            files.before { _ throws(FileTransportError) in throw end }
            throw end
        }
        try await zone.plan("hello")
        try await zone.send()
        #expect(try await zone.store.delivery("Note/hello")?.state != .delivered)
        zone.files.before(nil)
        zone.files.after(nil)
        zone.connector.rendering = prefix.map { .other(prefix: $0) } ?? .nothing
        for _ in 0..<3 {
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
        }

        let stored = try await zone.store.delivery("Note/hello")
        #expect(stored?.state == .delivered, "\(stored?.reason ?? "")")
        #expect(stored?.found?.totals == ["worth": 1])
        #expect(stored?.found?.reference.hasPrefix("hello.csv sha256:") == true)
        #expect(zone.files.files == (isTaken ? [] : ["outgoing/hello.csv"]))
        #expect(zone.files.calls.count { $0.operation == .rename } == 1)
    }
}
