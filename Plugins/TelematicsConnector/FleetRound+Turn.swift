import ConnectorKit

extension FleetRound {
    /// What a page that was read brings, and how the round goes on.
    ///
    /// - Parameters:
    ///   - answer: The page.
    ///   - address: The configured address.
    ///   - maximumPages: How many pages a round may have.
    /// - Returns: Readings, rejects and the round before its next page.
    func turn(_ answer: FleetPage, address: FleetAddress, maximumPages: Int) -> FleetTurn {
        if expectation == .guessed, answer.fault?.kind == .notAFleetDocument { return FleetTurn() }
        let content = PageDigest(readingsOf: answer)
        if let content, contents.contains(content) {
            return expectation == .guessed
                ? FleetTurn() : turn(repeatedBy: answer, address: address, maximumPages: maximumPages)
        }
        let readings = PageReadings(answer, pageName: pageName)
        var turn = FleetTurn(records: readings.records, rejects: readings.rejects)
        let repeatsMachines = expectation == .guessed && contents.contains(PageDigest(machinesOf: answer))
        guard !address.isFile, !repeatsMachines else { return turn }

        var next = visited()
        if let content {
            next.contents = Self.remember(content, in: contents)
            next.repeatsInARow = 0
        }
        turn.rejects += rejectOfLink(on: answer, address: address)
        switch next.step(behind: answer, address: address) {
        case .end: break
        case .loop(let reason):
            turn.rejects.append(reject(.pageLoop, "\(reason); the round ends here, \(Self.advice)"))
        case .read(let page, let expectation):
            if expectation == .guessed {
                next.contents = Self.remember(PageDigest(machinesOf: answer), in: next.contents)
            }
            goOn(&turn, as: next, to: page, expectation, maximumPages: maximumPages)
        }
        return turn
    }

    /// What a page brings that lists what an earlier one listed: a case once a round, and no readings.
    ///
    /// The round goes on if the page announces another one; what is behind it must not be hidden by it.
    private func turn(repeatedBy answer: FleetPage, address: FleetAddress, maximumPages: Int) -> FleetTurn {
        var turn = FleetTurn()
        var next = visited()
        next.repeatsInARow += 1
        next.hasRepeats = true
        turn.endsInRepeats = next.repeatsInARow >= Self.toleratedRepeats
        if !turn.endsInRepeats {
            turn.rejects += rejectOfLink(on: answer, address: address)
            let step = next.step(behind: answer, address: address)
            if case .read(let page, let expectation) = step, expectation != .guessed {
                goOn(&turn, as: next, to: page, expectation, maximumPages: maximumPages)
            }
        }
        if !hasRepeats {
            let end = turn.next == nil ? "the round ends here" : "the round goes on behind it"
            let reason = "it lists what an earlier page listed; \(end), \(Self.advice)"
            turn.rejects.insert(reject(.pageLoop, reason), at: 0)
        }
        if let fault = answer.fault {
            turn.rejects.insert(contentsOf: PageReadings(FleetPage(fault: fault), pageName: pageName).rejects, at: 0)
        }
        return turn
    }

    /// Lets a turn go on with a page, unless there were too many pages, or too many broken ones in a row.
    private func goOn(
        _ turn: inout FleetTurn,
        as visited: FleetRound,
        to page: PageAddress,
        _ expectation: Expectation,
        maximumPages: Int
    ) {
        var next = visited
        next.brokenInARow = expectation == .afterBrokenPage ? brokenInARow + 1 : 0
        (next.page, next.expectation) = (page, expectation)
        if next.pagesRead >= maximumPages {
            turn.rejects.append(pageLimitReject(maximumPages))
        } else if next.brokenInARow < Self.toleratedBrokenPages {
            turn.next = next
        }
    }

    /// The round with its page among those that were read.
    private func visited() -> FleetRound {
        var round = self
        round.pagesRead += 1
        round.addresses = Self.remember(PageDigest(address: page.text), in: addresses)
        return round
    }

    private enum Step {
        case read(PageAddress, Expectation)
        case end
        case loop(String)
    }

    /// Decides which page follows the one just read, whose address is among the remembered ones.
    private func step(behind answer: FleetPage, address: FleetAddress) -> Step {
        guard let href = answer.href("next") else { return answer.fault == nil ? .end : probe(.afterBrokenPage) }
        guard let target = address.page(linked: href, on: page) else { return probe(.afterBrokenPage) }
        let saysNothing = target.number == 0 && target != address.firstPage
        guard saysNothing || hasVisited(target) else { return .read(target, .announced) }
        if answer.fault != nil { return probe(.afterBrokenPage) }
        if saysNothing { return probe(answer.machines.isEmpty ? nil : .guessed) }
        let isLast = answer.href("last").flatMap { address.page(linked: $0, on: page) } == page
        return target == page || isLast ? .end : .loop("it points back to \(target.path), which was read before")
    }

    private func probe(_ expectation: Expectation?) -> Step {
        guard let expectation, let following = page.following, !hasVisited(following) else { return .end }
        return .read(following, expectation)
    }

    private func hasVisited(_ page: PageAddress) -> Bool {
        addresses.contains(PageDigest(address: page.text))
    }

    /// Adds a digest, and forgets one of the middle if there are too many: circles mostly lead back to the first page,
    /// and a round ends in a circle only after as many repeats as are tolerated.
    private static func remember(_ digest: PageDigest, in digests: [PageDigest]) -> [PageDigest] {
        var digests = digests + [digest]
        if digests.count > rememberedPages { digests.remove(at: toleratedRepeats) }
        return digests
    }
}
