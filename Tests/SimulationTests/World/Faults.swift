/// What goes wrong in one world, and how often: so many times in a thousand, unless it says otherwise.
///
/// Each kind is on in about half of the worlds, so that each is also seen alone and missing. The ranges are those that
/// TigerBeetle's VOPR draws from, mapped to calls, pages and commits.
struct Faults: Sendable {
    var requestLost = 0
    var answerLost = 0
    /// A request that arrives, and takes effect, after its caller has given up.
    var requestLate = 0
    /// A request that arrives twice.
    var requestReplayed = 0
    var overloaded = 0
    var expired = 0
    var garbage = 0
    /// The mean time that one way of a call takes, in milliseconds.
    var latency = 30
    /// A call that takes up to five seconds longer.
    var stalled = 0
    /// How many times each system cannot be reached for a while.
    var outages = 0
    /// A page that begins with rows that were read before.
    var overlap = 0
    var reordered = 0
    /// A position or page token that the source has forgotten.
    var positionLost = 0
    /// A row that is changed while a page is read.
    var changedWhilePaging = 0
    /// A webhook of somebody who does not have the key.
    var forged = 0
    /// A webhook under the id of another one.
    var idReused = 0
    /// A row that is no usable record.
    var malformed = 0
    /// A record that its target refuses, misreads or cannot bear, for a while or for ever.
    var refused = 0
    var storeFails = 0
    /// A commit that is made and whose caller does not hear of it.
    var storeLosesAnswer = 0
    var storeSlow = 0
    /// How many crashes there are at most.
    var crashes = 0
    /// A process lives for at most so many crossings of its border.
    var longestLife = 2000
    /// How many times the process is told to stop.
    var stops = 0
    /// How many times the wall clock is set.
    var clockJumps = 0
    /// A sleep that takes much longer, as when the whole process is suspended.
    var suspended = 0

    static func drawn(by chance: Chance) -> Faults {
        var faults = Faults()
        // Without any fault the checks have to hold as well.
        guard !chance.happens(50) else { return faults }
        func drawn(_ range: ClosedRange<Int>) -> Int { chance.happens(500) ? chance.number(range) : 0 }
        faults.requestLost = drawn(1...300)
        faults.answerLost = drawn(1...300)
        faults.requestLate = drawn(1...100)
        faults.requestReplayed = drawn(1...500)
        faults.overloaded = drawn(1...200)
        faults.expired = drawn(1...20)
        faults.garbage = drawn(1...100)
        faults.latency = chance.number(30...100)
        faults.stalled = drawn(1...20)
        faults.outages = drawn(1...3)
        faults.overlap = drawn(1...500)
        faults.reordered = drawn(1...500)
        faults.positionLost = drawn(1...50)
        faults.changedWhilePaging = drawn(1...100)
        faults.forged = drawn(1...100)
        faults.idReused = drawn(1...50)
        faults.malformed = drawn(1...50)
        faults.refused = drawn(1...60)
        faults.storeFails = drawn(1...20)
        faults.storeLosesAnswer = drawn(1...10)
        faults.storeSlow = drawn(1...100)
        faults.crashes = drawn(1...10)
        faults.longestLife = chance.pick([40, 200, 1000, 4000])
        faults.stops = drawn(1...3)
        faults.clockJumps = drawn(1...4)
        faults.suspended = drawn(1...30)
        return faults
    }
}
