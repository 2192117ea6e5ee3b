// SPDX-License-Identifier: ISC

#include "index/write/tasks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct tasks {
	atomic_uint next;
	uint32_t count;
	void (*run)(void *user, uint32_t task);
	void *user;
};

uint32_t tasks_threads(uint32_t pieces)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	uint32_t threads = cores < 1 ? 1 : cores > TASKS_THREADS ? TASKS_THREADS : (uint32_t)cores;
	return threads < pieces ? threads : pieces ? pieces : 1;
}

static void *work(void *argument)
{
	struct tasks *tasks = argument;
	for (uint32_t task; (task = atomic_fetch_add(&tasks->next, 1)) < tasks->count;)
		tasks->run(tasks->user, task);
	return NULL;
}

// A thread that cannot be started leaves its work to the others.
void tasks_run(uint32_t count, uint32_t threads, void (*run)(void *user, uint32_t task), void *user)
{
	struct tasks tasks = {.count = count, .run = run, .user = user};
	pthread_t thread[TASKS_THREADS];
	uint32_t started = 1;
	while (started < threads && started < TASKS_THREADS &&
	       !pthread_create(&thread[started], NULL, work, &tasks))
		started++;
	work(&tasks);
	for (uint32_t i = 1; i < started; i++)
		pthread_join(thread[i], NULL);
}
