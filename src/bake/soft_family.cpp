// Pelvic ligaments, the diaphragm and the skin.
#include "bake/soft_diaphragm.h"
#include "bake/soft_ligaments.h"
#include "bake/soft_skin.h"

namespace dorsum::bake {

namespace {

void add_recipes(const Facts& facts, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    add_pelvic_ligaments(facts, recipes);
    add_diaphragm(facts, recipes);
    add_skin(facts, recipes);
}

} // namespace

Family soft_family() { return {"soft", nullptr, &add_recipes}; }

} // namespace dorsum::bake
