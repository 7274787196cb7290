#include "bake/families.h"

namespace dorsum::bake {

std::vector<Family> all_families() {
    return {spine_family(), bones_family(), muscles_family(), nerves_family(), soft_family()};
}

} // namespace dorsum::bake
