/// Everything that the estimators have done, and what is still to come.
struct Office: Sendable, Codable {
    var estimates: [Estimate]
    /// What happens by itself, in order of time.
    var story: [StoryEvent]
    var quirks: QuirkBook
    var exports: [ExportRecord] = []
    /// Files that are not whole yet.
    var pending: [PendingFile] = []
    /// When the next scheduled exports are made, in microseconds since 1970; `nil` for never.
    var nextSchedule: Int64?

    /// The place of an estimate.
    func index(of number: String) -> Int? {
        estimates.firstIndex { $0.number == number }
    }

    /// Says how the latest revision of an estimate ended.
    mutating func close(_ index: Int, as stage: Revision.Stage, word: String) {
        guard let latest = estimates[index].revisions.indices.last else { return }
        estimates[index].revisions[latest].stage = stage
        estimates[index].revisions[latest].word = word
    }
}

extension Estimate {
    /// The place of the awarded revision; `nil` if none is.
    var awarded: Int? {
        revisions.lastIndex { $0.stage == .awarded }
    }
}
