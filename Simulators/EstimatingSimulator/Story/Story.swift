internal import SimulatorKit

/// Something that happens to an estimate by itself as the virtual clock goes on.
struct StoryEvent: Sendable, Codable {
    /// What happens.
    enum Step: Sendable, Codable {
        /// An estimate is begun.
        case begin(Estimate)
        /// The next revision is handed in.
        case revise(Revision)
        /// The customer gives the work to the company.
        case award
        /// The customer gives it to somebody else.
        case lose
    }

    /// When, in microseconds since 1970.
    var at: Int64
    var estimate: String
    var step: Step
}

/// What the estimators do in the weeks after the start, all of it from the seed.
struct Story {
    let seed: UInt64
    let start: SimulatedInstant

    /// The events in order of time: the reference estimate is awarded on the second day, four others follow.
    var events: [StoryEvent] {
        var events = [
            StoryEvent(
                at: start.adding(hours: 33).microseconds,
                estimate: ReferenceEstimate.number,
                step: .award
            )
        ]
        for number in 15...18 {
            events += career(of: "E26-0\(number)", project: "26-0\(number)", index: Int64(number - 15))
        }
        return events.sorted { ($0.at, $0.estimate) < ($1.at, $1.estimate) }
    }

    /// An estimate from its first revision to its award or loss.
    private func career(of number: String, project: String, index: Int64) -> [StoryEvent] {
        var random = SeededRandom(seed: seed, purpose: "estimate \(number)")
        var moment = start.adding(hours: 24 * (1 + 4 * index) + random.integer(in: 8...16))
        var catalogue = WorkCatalogue(random: random)
        let (revision, next) = catalogue.revision(begun: moment)
        var current = revision
        let name = ["Quarry Road Depot", "Larkfield School", "Mill Lane Bridge", "North Basin"][Int(index)]
        let estimate = Estimate(
            number: number,
            project: project,
            name: name,
            revisions: [current],
            nextLine: next
        )
        var events = [StoryEvent(at: moment.microseconds, estimate: number, step: .begin(estimate))]
        for label in ["02", "03"] {
            moment = moment.adding(hours: 24 * random.integer(in: 5...9) + random.integer(in: 0...5))
            current = catalogue.next(after: current, label: label, begun: moment)
            events.append(StoryEvent(at: moment.microseconds, estimate: number, step: .revise(current)))
        }
        moment = moment.adding(hours: 24 * random.integer(in: 3...10))
        // The third of the four goes to somebody else.
        events.append(StoryEvent(at: moment.microseconds, estimate: number, step: index == 2 ? .lose : .award))
        return events
    }
}
