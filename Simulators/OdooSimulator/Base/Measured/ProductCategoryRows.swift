extension MeasuredRecords {
    static let productCategory = """
        product.product_category_all|name=All|property_cost_method=standard|property_valuation=manual_periodic
        product.product_category_1|name=Saleable|parent_id=@product.product_category_all|\
        property_cost_method=standard|property_valuation=manual_periodic
        product.cat_expense|name=Expenses|parent_id=@product.product_category_all|property_cost_method=standard|\
        property_valuation=manual_periodic
        """
}
