import ConnectorKit

/// What a page brought, and where its round stands then.
struct FleetTurn: Hashable {
    /// The readings.
    var records: [SourceRecord] = []
    /// What could not be understood.
    var rejects: [SourceReject] = []
    /// The round before its next page; `nil` if it is over.
    var next: FleetRound?
    /// Whether the round is over because pages in a row repeated earlier ones.
    var endsInRepeats = false

    init(records: [SourceRecord] = [], rejects: [SourceReject] = []) {
        self.records = records
        self.rejects = rejects
    }

    init(reject: SourceReject) {
        self.init(rejects: [reject])
    }
}
