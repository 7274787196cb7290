#include "app/stages.h"

#include "anatomy/atlas.h"

namespace dorsum::app {

int stage_of(anatomy::Layer layer) {
    using anatomy::Layer;
    switch (layer) {
    case Layer::bone: return 0;
    case Layer::disc:
    case Layer::ligament:
    case Layer::nerve: return 1;
    case Layer::deep: return 2;
    case Layer::intermediate: return 3;
    case Layer::superficial: return 4;
    case Layer::skin: break;
    }
    return k_last_stage;
}

void keep_stages(scene::Frame& frame, const anatomy::Atlas& atlas, int last) {
    if (last >= k_last_stage) return;
    std::erase_if(frame.items, [&](const scene::DrawItem& item) { return stage_of(atlas.at(item.structure).terms.layer) > last; });
}

} // namespace dorsum::app
