/// The chapters, items and resources of a bill with the figures that BC3 shows.
struct BC3Tree {
    /// A cost code.
    struct Chapter {
        var code: String
        var items: [Item] = []
        /// The sum as the file states it.
        var stated: Figure { items.map(\.stated).total }
    }

    /// A bid item.
    struct Item {
        var code: String
        var text: String
        var unit: String
        var quantity: Figure
        var measures: [EstimateLine.Measure] = []
        /// The price that the file states.
        var price = Figure.zero
        var parts: [Part] = []
        /// Quantity times the stated price.
        var stated: Figure { quantity.times(price, decimals: 2) }
    }

    /// A resource of an item.
    struct Part {
        var code: String
        var text: String
        var unit: String
        var price: Figure
        var yield: Figure
        /// `1` labour, `2` plant, `3` material, `0` unclassified.
        var type: String
        /// The company's own cost type.
        var costType: String
        /// Whether no record has described the resource before.
        var isNew: Bool
    }

    private(set) var chapters: [Chapter] = []
    private(set) var budget: [WrittenBill.BudgetFigure] = []
    /// The decimals of quantities, of yields, and of the amounts of a decomposition.
    let quantityDecimals: Int
    let yieldDecimals: Int
    let priceDecimals: Int

    private let trueDecimals: Int
    /// The codes of resources by what they are.
    private var resources: [Resource: String] = [:]
    /// Where chapters and the items of assemblies stand.
    private var places: [String: Int] = [:]
    private var assemblyPlaces: [String: Int] = [:]
    /// How often each code was wished for: a code with and without marks is one, so that it stands for one thing only.
    private var wishes: [String: Int] = [:]

    private struct Resource: Hashable {
        var code: String
        var unit: String
        var price: Figure
    }

    init(_ bill: Bill, declaredDecimals: Int?) {
        let rows = bill.budgetRows
        let assemblies = bill.assemblies
        trueDecimals = max(2, rows.compactMap { $0.price?.decimals }.max() ?? 2)
        priceDecimals = declaredDecimals ?? trueDecimals
        quantityDecimals = max(2, (rows.map(\.quantity) + assemblies.map(\.quantity)).map(\.decimals).max() ?? 2)
        yieldDecimals = assemblies.isEmpty ? 3 : 4
        for code in [bill.estimate] + rows.map(\.costCode) { wishes[BC3Format.code(code)] = 1 }
        for row in rows { add(row, assemblies) }
        settle()
    }

    /// Puts a row into its chapter, as a part of its assembly or as an item of its own.
    private mutating func add(_ row: Bill.Row, _ assemblies: [Assembly]) {
        let code = BC3Format.code(row.costCode.isEmpty ? "NONE" : row.costCode)
        let chapter = places[code] ?? chapters.endIndex
        if chapter == chapters.endIndex {
            chapters.append(Chapter(code: code))
            places[code] = chapter
        }
        let assembly = assemblies.first { $0.bidItem == row.bidItem && $0.activity == row.activity }
        let own = row.alternate.map { "\($0)." } ?? ""
        let itemCode = BC3Format.code(own + row.bidItem)
        let quantity = assembly?.quantity ?? row.quantity
        let yield = assembly == nil ? .one : row.quantity.divided(by: quantity, decimals: yieldDecimals)
        let part = part(row, yield: yield)
        let assemblyKey = "\(code)|\(itemCode)"
        if assembly != nil, let place = assemblyPlaces[assemblyKey] {
            chapters[chapter].items[place].parts.append(part)
            return
        }
        if assembly != nil { assemblyPlaces[assemblyKey] = chapters[chapter].items.count }
        chapters[chapter].items.append(
            Item(
                code: unused(itemCode),
                text: assembly?.text ?? row.text,
                unit: assembly?.unit ?? row.unit,
                quantity: quantity,
                measures: assembly == nil ? row.measures : [],
                parts: [part]
            )
        )
    }

    /// The code, with a number behind it if something else has it already.
    private mutating func unused(_ code: String) -> String {
        var free = code
        while let count = wishes[free] {
            wishes[code, default: count] += 1
            free = "\(code).\(wishes[code, default: count])"
        }
        wishes[free] = 1
        return free
    }

    private mutating func part(_ row: Bill.Row, yield: Figure) -> Part {
        let price = row.price ?? .zero
        let name = BC3Format.code(row.resource.isEmpty ? row.bidItem + ".R" : row.resource)
        let resource = Resource(code: name, unit: row.unit, price: price)
        let known = resources[resource]
        let code = known ?? unused(name)
        resources[resource] = code
        return Part(
            code: code,
            text: row.text,
            unit: row.unit,
            price: price,
            yield: yield,
            type: ["L": "1", "E": "2", "M": "3"][row.type] ?? "0",
            costType: row.type,
            isNew: known == nil
        )
    }

    /// States the prices, and works out what a reader finds who decomposes them with the declared decimals.
    private mutating func settle() {
        for chapter in chapters.indices {
            for place in chapters[chapter].items.indices {
                let item = chapters[chapter].items[place]
                let exact = item.parts.map { $0.yield.times($0.price, decimals: trueDecimals) }
                chapters[chapter].items[place].price = exact.total.rounded(to: trueDecimals)
                for part in item.parts {
                    let amount = part.yield.times(part.price, decimals: priceDecimals)
                    budget.append(
                        WrittenBill.BudgetFigure(
                            costCode: chapters[chapter].code,
                            type: part.costType,
                            amount: item.quantity.times(amount, decimals: 2)
                        )
                    )
                }
            }
        }
    }
}
