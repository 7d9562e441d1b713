package workload

import "vial.example/vial/json"

// fullURLs is what each entry's full URL stands for: resourceType/id.
func fullURLs(bundle *node) map[string]string {
	entries := bundle.member("entry")
	if entries == nil || entries.kind != json.KindArray {
		return nil
	}
	urls := make(map[string]string, len(entries.children))
	for _, entry := range entries.children {
		url, resource := entry.textOf("fullUrl"), entry.member("resource")
		if url == "" || resource == nil {
			continue
		}
		kind, id := resource.textOf("resourceType"), resource.textOf("id")
		if _, known := urls[url]; !known && kind != "" && id != "" {
			urls[url] = kind + "/" + id
		}
	}
	return urls
}
