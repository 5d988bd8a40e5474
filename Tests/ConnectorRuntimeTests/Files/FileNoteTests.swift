import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import Testing

/// What the note of a sending means once something else has changed.
struct FileNoteTests {
    /// The note of `Note/hello`, whose name is the digest of that key.
    private func notePath(_ zone: DropZone) throws -> String {
        let notes = try FileManager.default.contentsOfDirectory(atPath: zone.spool.path + "/notes")
        return zone.spool.path + "/notes/" + (try #require(notes.first { $0.hasSuffix(".sent") }))
    }

    /// A zone in which the process ended at the renaming, before or after it took effect.
    private func zoneEndedAtRenaming(_ isRenamed: Bool) async throws -> DropZone {
        let zone = try DropZone()
        zone.files.put([], at: "elsewhere", kind: .folder)
        let end: InMemoryFileTransport.Hook = { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            let end = FileTransportError(.cancelled, place: call.path, detail: "the process ended")
            files.before { _ throws(FileTransportError) in throw end }
            throw end
        }
        if isRenamed { zone.files.after(end) } else { zone.files.before(end) }
        try await zone.plan("hello")
        try await zone.send()
        zone.files.before(nil)
        zone.files.after(nil)
        return zone
    }

    private func send(_ zone: DropZone, times: Int = 3) async throws {
        for _ in 0..<times {
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
        }
    }

    @Test(arguments: [true, false], [true, false])
    func aFileThatMayLieElsewhereIsForAPerson(isRenamed: Bool, isOtherFolder: Bool) async throws {
        var zone = try await zoneEndedAtRenaming(isRenamed)
        if isOtherFolder { zone.outgoing = "elsewhere" } else { zone.identity = "sftp://kst@other:22" }
        let before = zone.files.files
        try await send(zone)

        #expect(zone.files.files == before, "nothing is sent")
        #expect(try await zone.store.delivery("Note/hello")?.state == .rejected)
        let item = try #require(try await zone.store.cases(onlyOpen: true).first)
        #expect(item.proposal.key == "delivery_rejected:Note/hello")
        let summary = item.proposal.summary
        #expect(summary.contains("hello.csv may have been put into memory/outgoing"), "\(summary)")
        #expect(summary.contains(try notePath(zone)), "\(summary)")
    }

    @Test(arguments: [true, false]) func aPersonWhoRemovesTheNoteHasTheFileSentToTheNewPlace(
        isRenamed: Bool
    ) async throws {
        var zone = try await zoneEndedAtRenaming(isRenamed)
        zone.outgoing = "elsewhere"
        try await send(zone)
        try FileManager.default.removeItem(atPath: try notePath(zone))
        try await retry(zone)
        try await send(zone)

        #expect(zone.text("elsewhere/hello.csv") == "note:hello\n")
        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
    }

    /// Where the file was taken, trying again at the old place may not send it once more.
    @Test(arguments: [true, false]) func anAddressThatIsPutBackTellsWhatBecameOfTheFile(isRenamed: Bool) async throws {
        var zone = try await zoneEndedAtRenaming(isRenamed)
        zone.outgoing = "elsewhere"
        try await send(zone)
        zone.outgoing = "outgoing"
        zone.files.take("outgoing/hello.csv")
        try await retry(zone)
        try await send(zone)

        #expect(zone.files.files == (isRenamed ? [] : ["outgoing/hello.csv"]))
        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
    }

    @Test func aFileThatWasSentCountsAsSentAtAnotherAddress() async throws {
        var zone = try DropZone()
        zone.files.put([], at: "elsewhere", kind: .folder)
        try await zone.plan("hello")
        try await zone.send()
        zone.files.take("outgoing/hello.csv")
        zone.outgoing = "elsewhere"
        let items = try await DeliveryReplay(settings: zone.sendingSettings, store: zone.store)
            .plan(ReplaySelection())

        #expect(items.count == 1)
        guard case .holds = items.first?.verdict else {
            Issue.record("\(items)")
            return
        }
    }

    @Test(arguments: [
        "", "{", #"{"stage":"renaming"}"#, #"{"stage":"later","name":"hello.csv","digest":"0","size":1,"totals":{}}"#,
    ])
    func aNoteThatCannotBeReadIsForAPerson(_ text: String) async throws {
        let zone = try await zoneEndedAtRenaming(true)
        zone.files.take("outgoing/hello.csv")
        try Data(text.utf8).write(to: URL(fileURLWithPath: try notePath(zone)))
        try await send(zone)

        #expect(zone.files.files == [], "nothing is sent")
        #expect(try await zone.store.delivery("Note/hello")?.state == .rejected)
        let summary = try await zone.store.cases(onlyOpen: true).first?.proposal.summary ?? ""
        #expect(summary.contains("\(try notePath(zone)) cannot be read"), "\(summary)")
        // Trying again without looking changes nothing.
        try await retry(zone)
        try await send(zone)
        #expect(zone.files.files == [])
        try FileManager.default.removeItem(atPath: try notePath(zone))
        try await retry(zone)
        try await send(zone)
        #expect(zone.files.files == ["outgoing/hello.csv"])
        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
    }

    @Test func aFileThatGetsAnotherNameLeavesNothingUnderItsFirst() async throws {
        var zone = try await zoneEndedAtRenaming(false)
        #expect(zone.files.files.count == 1)
        zone.connector.rendering = .other(prefix: "other-")
        try await send(zone)

        #expect(zone.files.files == ["outgoing/other-hello.csv"])
    }

    /// A person who clears the folder of what stood in the way may remove the unfinished file, too.
    @Test func aFileWhoseNameWasTakenIsWrittenAgainThoughItsUnfinishedOneIsGone() async throws {
        let zone = try DropZone()
        zone.files.before { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            files.put(Array("note:other\n".utf8), at: "outgoing/hello.csv")
        }
        try await zone.plan("hello")
        try await zone.send()
        zone.files.before(nil)
        for path in zone.files.files { zone.files.take(path) }
        try await send(zone)

        #expect(zone.files.files == ["outgoing/hello.csv"])
        #expect(zone.text("outgoing/hello.csv") == "note:hello\n")
    }

    private func retry(_ zone: DropZone) async throws {
        let item = try #require(try await zone.store.cases(onlyOpen: true).first)
        try await CaseDesk(settings: zone.sendingSettings, store: zone.store).retry(
            item.number,
            by: "eve",
            at: zone.clock.now
        )
    }
}
