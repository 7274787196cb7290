// Makes room among the finished shapes of a plan (make_room.h), between building and coarsening.
#pragma once

#include "bake/cache.h"
#include "bake/plan.h"

namespace dorsum::bake {

// Muscles and fasciae as they lie after all have made room, from the cache where no muscle and no bone has changed. The right
// ones become mirror images of the left. `contents`: the hash of every step's shape as it comes in. Returns the key of every
// step's shape: the hash of its content, or the cache's key of the room it was given.
std::vector<std::uint64_t> give_room(const Plan& plan, const std::vector<std::uint64_t>& contents, std::vector<Baked>& baked,
                                     const Cache& cache, int threads);

} // namespace dorsum::bake
