import ConnectorKit
import ConnectorTesting
import Testing

struct InMemoryFileTransportTests {
    @Test(arguments: FileTransportContract.promises) func keeps(_ promise: FileTransportContract.Promise) async throws {
        try await promise.check(InMemoryFileTransport())
    }

    @Test func aHookDecidesWhetherACallHappens() async throws {
        let place = InMemoryFileTransport(folders: ["in/deep"])
        place.put([1], at: "in/a")
        place.before { call throws(FileTransportError) in
            throw FileTransportError(.unavailable, place: call.path, detail: "down")
        }
        await #expect(throws: FileTransportError.self) { try await place.remove("in/a") }
        #expect(place.files == ["in/a"])
        place.before(nil)
        place.after { call throws(FileTransportError) in
            throw FileTransportError(.unavailable, place: call.path, detail: "lost")
        }
        await #expect(throws: FileTransportError.self) { try await place.remove("in/a") }
        #expect(place.files == [])
        #expect(place.calls.map(\.operation) == [.remove, .remove])
    }
}
