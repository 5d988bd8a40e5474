import ConnectorKit
import ConnectorTesting
import Testing

@Suite("Recording log")
struct RecordingLogTests {
    @Test func keepsItsLinesInOrder() {
        let log = RecordingLog()
        log.write(.info, "page read", ["page": "1"])
        log.write(.warning, "page skipped", [:])

        #expect(log.lines.map(\.message) == ["page read", "page skipped"])
        #expect(log.lines.map(\.level) == [.info, .warning])
        #expect(log.lines.first?.values == ["page": "1"])
    }
}
