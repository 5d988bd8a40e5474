import Foundation
import RecordingProxy
import Recordings
import Testing

/// The file of a recording.
struct RecorderTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    private func recorder(_ name: String) throws -> Recorder {
        let header = RecordingHeader(
            system: "fleet",
            version: "3",
            recorded: "2026-01-05T06:00:00Z",
            address: "https://fleet.example",
            masking: .standard(adding: [])
        )
        return try Recorder(into: folder.appendingPathComponent(name), header: header)
    }

    @Test func itIsForItsUserAloneAndBeginsWithItsHeader() async throws {
        let recorder = try recorder("new")
        let exchange = try await recorder.receive(RecordedRequest(method: "GET", target: "/a"))
        try await recorder.settle(exchange.number, as: .answered(RecordedAnswer(status: 204, body: .none)))
        let file = folder.appendingPathComponent("new")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let recording = try Recording(reading: [UInt8](Data(contentsOf: file)))
        #expect(recording.header.system == "fleet" && recording.exchanges.map(\.answer?.status) == [204])
    }

    /// A link that leads nowhere is a file of somebody, too: nothing is made where it leads.
    @Test func whatIsThereAlreadyStays() throws {
        try "kept".write(to: folder.appendingPathComponent("old"), atomically: true, encoding: .utf8)
        let elsewhere = folder.appendingPathComponent("elsewhere")
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("link"),
            withDestinationURL: elsewhere
        )
        for name in ["old", "link"] {
            let error = #expect(throws: RecorderError.self) { try recorder(name) }
            #expect(error?.description.contains("is there already") == true, "\(String(describing: error))")
        }
        #expect(!FileManager.default.fileExists(atPath: elsewhere.path))
        #expect(try String(contentsOf: folder.appendingPathComponent("old"), encoding: .utf8) == "kept")
    }
}
