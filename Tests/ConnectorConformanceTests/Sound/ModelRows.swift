import CanonicalModel
import ConnectorKit
import JSON

/// A connector whose position the runtime owns, in steps of which a broken one gets one wrong.
protocol ModelRows: ModelConnector, IncrementalRESTSource {
    static var paging: IncrementalStream.Paging { get }
    static var deletions: IncrementalStream.Deletions { get }

    /// Where the rows of a request are asked for.
    func path(for request: ChangeRequest) -> String
    /// One row as the runtime gets it.
    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow
    /// The page that an answer brings.
    func page(in answer: JSON, for request: ChangeRequest) -> ChangePage
}

extension ModelRows {
    static var paging: IncrementalStream.Paging { .position }
    static var deletions: IncrementalStream.Deletions { .reported }

    var incrementalStreams: [IncrementalStream] {
        [
            IncrementalStream(
                Self.rows,
                paging: Self.paging,
                resolution: .seconds(1),
                overlap: .seconds(60),
                deletions: Self.deletions
            )
        ]
    }

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        guard stream.stream == Self.rows else {
            throw .invalidConfiguration(key: "stream", reason: "'\(stream.stream.name)' is none of this connector")
        }
        return page(in: try await core.get(path(for: request)), for: request)
    }

    func path(for request: ChangeRequest) -> String {
        let list = Self.paging == .position ? "/by-time" : "/by-name"
        return switch request {
        case .since(let time): "\(list)?since=\(time?.text ?? "")"
        case .at(let time, let id): "/at?since=\(time.text)&behind=\(id ?? "")"
        case .page(let token, _): "/token?token=\(token)"
        case .offset(let offset, let time): "\(list)?offset=\(offset)&since=\(time?.text ?? "")"
        }
    }

    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow {
        ChangedRow(
            id: row["id"]?.stringValue ?? "",
            time: Instant(row["time"]?.stringValue ?? "") ?? core.services.clock.now,
            content: row["deleted"] == true
                ? .deleted : reject(of: row).map { .unusable($0) } ?? .object(payload(of: row))
        )
    }

    func page(in answer: JSON, for request: ChangeRequest) -> ChangePage {
        let rows = (answer["rows"]?.arrayValue ?? []).map { changed($0, for: request) }
        guard Self.paging == .token else { return ChangePage(rows: rows, hasMore: answer["more"] == true) }
        return ChangePage(rows: rows, nextToken: answer["token"]?.stringValue)
    }
}

/// Reads by position, and gets every step right.
struct PositionReader: ModelRows {
    let core: ModelCore
}

/// Reads by token.
struct TokenReader: ModelRows {
    static let paging = IncrementalStream.Paging.token
    let core: ModelCore
}

/// Reads by offset a plant that forgets what is deleted.
struct OffsetReader: ModelRows {
    static let paging = IncrementalStream.Paging.offset
    static let deletions = IncrementalStream.Deletions.unreported
    let core: ModelCore
}
