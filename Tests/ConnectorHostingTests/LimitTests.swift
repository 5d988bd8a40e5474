import ConnectorHosting
import ConnectorKit
import ConnectorTesting
import Foundation
import HostedSamples
import JSON
import Testing

/// What a connector hands over that is as deep or as long as it may be, or more, in a process of its own.
struct LimitTests {
    /// As many levels as a document may have.
    private func deep(_ levels: Int = JSONLimits.standard.depth) -> JSON {
        (1..<levels).reduce([]) { inner, _ in [inner] }
    }

    @Test func aRecordAsDeepAsADocumentMayBeIsReadAsByOneThatIsLinkedIn() async throws {
        let notes: JSON = [["text": "one", "size": deep(62)]]
        let office = Office { _ throws(TransportError) in HTTPResponse(status: 200, body: notes.canonicalBytes) }
        let hosted = try office.hosted()

        let page = try await hosted.page(of: hosted.streams[0], after: nil)

        #expect(page.records.first?.payload["size"] == deep(62))
        #expect(try await office.linked().page(of: hosted.streams[0], after: nil).records == page.records)
        hosted.stop()
    }

    @Test func aDeliveryAsDeepAsADocumentMayBeIsWritten() async throws {
        let office = Office()
        let hosted = try office.hosted()
        let delivery = Delivery(
            key: "Note/deep",
            object: "Note",
            payload: ["text": "one", "more": deep(63)],
            controlTotals: [:]
        )

        let outcomes = try await hosted.apply([delivery])

        #expect(outcomes.count == 1)
        #expect(office.transport.requests.first?.body == delivery.payload.canonicalBytes)
        hosted.stop()
    }

    @Test func whatIsTooLongForALineIsAnErrorOfItsCallAndTheProcessLives() async throws {
        let office = Office { _ throws(TransportError) in
            HTTPResponse(status: 200, body: Array(repeating: UInt8(ascii: "x"), count: 65 << 20))
        }
        let hosted = try office.hosted()
        let process = try #require(hosted.processID)
        let long = String(repeating: "x", count: 65 << 20)

        // What the runtime asks, and what it answers.
        let asked = await #expect(throws: ConnectorError.self) { try await hosted.apply([Office.note(long)]) }
        let answered = await #expect(throws: ConnectorError.self) {
            try await hosted.page(of: hosted.streams[0], after: nil)
        }

        #expect(asked?.description.contains("is longer than 67108864") == true, "\(String(describing: asked))")
        #expect(answered?.description.contains("is longer than 67108864") == true, "\(String(describing: answered))")
        #expect(office.transport.requests.count == 1)
        #expect(hosted.processID == process)
        hosted.stop()
    }

    @Test func aStartThatTheConnectorRefusesCountsLikeAnEnd() async throws {
        let office = Office()
        let mark = FileManager.default.temporaryDirectory.appendingPathComponent("mark-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: mark) }
        let hello =
            #"{"kind":"hello","protocols":[1],"capabilities":[],"connector":{"id":"x","version":"1","#
            + #""summary":"","configuration":[],"reads":[],"writes":[],"wireVersions":[],"limits":{"budgets":[]}}}"#
        let declaration =
            #"{"kind":"answer","id":1,"value":{"streams":[],"incrementalStreams":[],"fileStreams":[],"endpoints":[]}}"#
        let refusal =
            #"{"kind":"answer","id":1,"error":{"connector":{"error":"invalidConfiguration","key":"key","#
            + #""reason":"is of another service"}}}"#
        let script = """
            echo '\(hello)'; read a; read b; read c
            [ -e '\(mark.path)' ] && { echo x >> '\(mark.path)'; echo '\(refusal)'; exec sleep 600; }
            echo '\(declaration)'; read d; : > '\(mark.path)'
            """
        let hosted = try HostedConnector(
            office.script(script),
            configuration: office.configuration(),
            services: office.services
        )
        await #expect(throws: ConnectorError.self) { try await hosted.check() }
        office.clock.advance(by: .seconds(2))
        await #expect(throws: ConnectorError.invalidConfiguration(key: "key", reason: "is of another service")) {
            try await hosted.check()
        }

        for _ in 0..<3 { await #expect(throws: ConnectorError.self) { try await hosted.check() } }

        #expect(try String(contentsOf: mark, encoding: .utf8) == "x\n", "it was started again at once")
        hosted.stop()
    }
}
