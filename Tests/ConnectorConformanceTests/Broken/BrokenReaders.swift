import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// Connectors that make wrong records of rows.
let brokenReaders: [BrokenSubject] = [
    BrokenSubject(
        "only the first page is read",
        foundBy: "R01",
        saying: "4 of 7 rows lost",
        in: ModelSubject(FirstPage.self)
    ),
    BrokenSubject(
        "a member is added to the canonical object",
        foundBy: "R02",
        saying: "undeclared member remark",
        in: ModelSubject(Adding.self)
    ),
    BrokenSubject(
        "all records have one id",
        foundBy: "R03",
        saying: "stands for 7 contents",
        in: ModelSubject(OneID.self)
    ),
    BrokenSubject(
        "an id does not change with its row",
        foundBy: "R17",
        saying: "has no new id",
        in: ModelSubject(LastingID.self)
    ),
    BrokenSubject(
        "a record says how often it was read",
        foundBy: "R04",
        saying: "two readings differ",
        in: ModelSubject(Counting.self)
    ),
    BrokenSubject(
        "a record says when it was read",
        foundBy: "R04",
        saying: "two readings differ",
        in: ModelSubject(Dating.self)
    ),
    BrokenSubject(
        "a record has another id each time",
        foundBy: "R05",
        saying: "nothing happened, and 3 records came",
        in: ModelSubject(Counting.self)
    ),
    BrokenSubject(
        "a row asked for by its time has other hours",
        foundBy: "R12",
        saying: "differs when it is asked for by its time",
        in: ModelSubject(TwoFaced.self)
    ),
    BrokenSubject(
        "hours are a binary number",
        foundBy: "R13",
        saying: "is a binary number",
        in: ModelSubject(Binary.self)
    ),
    BrokenSubject(
        "a time has no zone",
        foundBy: "R13",
        saying: "is a time without a zone",
        in: ModelSubject(Zoneless.self)
    ),
    BrokenSubject(
        "hours are taken for seconds",
        foundBy: "R16",
        saying: "counterSeconds is 1, and the system holds 3600",
        in: ModelSubject(Unconverted.self)
    ),
    BrokenSubject(
        "two columns change places",
        foundBy: "R16",
        saying: #"series is "idleHours", and the system holds "operatingHours""#,
        in: ModelSubject(Swapping.self)
    ),
    BrokenSubject("a world has no account of its rows", foundBy: "R16", saying: "does not say what", in: untold()),
    BrokenSubject(
        "a row that cannot be used is passed over without a word",
        foundBy: "R15",
        saying: "m0 cannot be used, and is no reject",
        in: ModelSubject(Silent.self)
    ),
    BrokenSubject(
        "a row that cannot be used stops the stream",
        foundBy: "R15",
        saying: "the test could not go on",
        in: ModelSubject(Stopping.self)
    ),
    BrokenSubject(
        "a row that cannot be used is another case each time",
        foundBy: "R15",
        saying: "each is another case",
        in: ModelSubject(Renaming.self)
    ),
]

/// A sound connector whose world says nothing of values.
private func untold() -> ModelSubject {
    var subject = ModelSubject(PositionReader.self)
    subject.tellsContents = false
    return subject
}

private struct Unconverted: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        PositionReader(core: core).payload(of: row).with("counterSeconds", row["version"] ?? 0)
    }
}

private struct Swapping: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        PositionReader(core: core).payload(of: row).with("series", "idleHours")
    }
}

extension JSON {
    /// The same object with another member.
    fileprivate func with(_ name: String, _ value: JSON) -> JSON {
        var members = objectValue ?? JSONObject()
        members[name] = value
        return .object(members)
    }
}

struct FirstPage: ModelRows {
    let core: ModelCore

    func page(in answer: JSON, for request: ChangeRequest) -> ChangePage {
        ChangePage(rows: (answer["rows"]?.arrayValue ?? []).map { changed($0, for: request) }, hasMore: false)
    }
}

private struct Adding: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        PositionReader(core: core).payload(of: row).with("remark", "from the plant")
    }
}

private struct OneID: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        return SourceRecord(id: "row@1", object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }
}

private struct LastingID: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        let id = "\(row["id"]?.stringValue ?? "")@1"
        return SourceRecord(id: id, object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }
}

private struct Dating: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        let now = core.services.clock.now
        return SourceRecord(id: record.id, object: record.object, occurredAt: now, payload: record.payload)
    }
}

private struct Counting: ModelFeed {
    static let readings = Mutex(0)
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String { "/log" }

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        let count = Self.readings.withLock { count in
            count += 1
            return count
        }
        let id = "\(row["id"]?.stringValue ?? "")@\(count)"
        return SourceRecord(id: id, object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await core.get("/log")
        return RecordPage(records: (page["rows"]?.arrayValue ?? []).map(record), next: nil, hasMore: false)
    }
}

private struct TwoFaced: ModelRows {
    let core: ModelCore

    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow {
        let changed = PositionReader(core: core).changed(row, for: request)
        guard case .at = request, var members = payload(of: row).objectValue else { return changed }
        members["sourceValue"] = "PT1H"
        return ChangedRow(id: changed.id, time: changed.time, content: .object(.object(members)))
    }
}

private struct Binary: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        PositionReader(core: core).payload(of: row).with("counterSeconds", .real(3600.5))
    }
}

private struct Zoneless: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        PositionReader(core: core).payload(of: row).with("time", "2026-01-05T16:00:00")
    }
}

private struct Silent: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        return RecordPage(records: page.records, next: page.next, hasMore: page.hasMore)
    }
}

private struct Stopping: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        guard let reject = page.rejects.first else { return page }
        throw .unexpectedAnswer(endpoint: "GET /log", reason: reject.reason)
    }
}

private struct Renaming: ModelFeed {
    static let cases = Mutex(0)
    let core: ModelCore

    func reject(of row: JSON) -> SourceReject? {
        guard let reject = FeedReader(core: core).reject(of: row) else { return nil }
        let number = Self.cases.withLock { count in
            count += 1
            return count
        }
        return SourceReject(kind: reject.kind, subject: "case \(number)", reason: reject.reason)
    }
}
